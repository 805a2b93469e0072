// Marks the stage that is being read, in the strip or rail that leads through a story. Without this file the links lead all the same.

for (const nav of document.querySelectorAll("[data-journey]")) {
  const now = nav.querySelector("[data-journey-now]");
  const links = new Map([...nav.querySelectorAll("a[href^='#']")].map((link) => [link.hash.slice(1), link]));
  const stages = [...document.querySelectorAll("[data-stage]")].filter((stage) => links.has(stage.id));
  const strip = links.values().next().value?.closest("ol");

  const mark = (id) => {
    for (const [key, link] of links) {
      if (key !== id) link.removeAttribute("aria-current");
    }
    const link = links.get(id);
    link.setAttribute("aria-current", "step");
    now.textContent = link.dataset.now;
    // Scrolls the strip alone: `scrollIntoView` would move the page under the reader's finger.
    if (strip.scrollWidth > strip.clientWidth) strip.scrollLeft = link.offsetLeft - strip.offsetLeft - strip.clientWidth / 2 + link.offsetWidth / 2;
  };

  // A line a third down the window: the stage that lies on it is the one being read.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) mark(entry.target.id);
    },
    { rootMargin: "-33% 0px -66% 0px" },
  );
  stages.forEach((stage) => observer.observe(stage));
}
