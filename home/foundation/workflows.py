"""The newsroom's workflow: who wants a second pair of eyes sends a text to a colleague, who answers with comments."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from home.foundation.groups import EDITORS
from news.models import ArticleIndexPage, StoryIndexPage, VideoIndexPage
from trade.models import EventIndexPage

NEWSROOM = "Duyệt tin"
TASK = "Biên tập viên duyệt tin"
SECTIONS = [ArticleIndexPage, StoryIndexPage, VideoIndexPage, EventIndexPage]


def prepare_workflows():
    """Make the newsroom's workflow where it is missing, for the newsroom's sections; return 1 if it was made now.

    Afterwards it is the people's: sections they take out stay out.
    """
    if Workflow.objects.filter(name=NEWSROOM).exists():
        return 0
    task = GroupApprovalTask.objects.create(name=TASK)
    task.groups.set(Group.objects.filter(name=EDITORS))
    workflow = Workflow.objects.create(name=NEWSROOM)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for page in Page.objects.type(*SECTIONS).filter(workflowpage=None):
        WorkflowPage.objects.create(workflow=workflow, page=page)
    return 1
