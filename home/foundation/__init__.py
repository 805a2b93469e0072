"""What every site stands on, the demo's and a real one's: sections of the tree, groups with their rights, menus."""
