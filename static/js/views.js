/* Says that a page is being read, without cookie or name, and shows how many read the site once its foot is in view. */

const box = document.querySelector("[data-views]");
const { views: address, page } = box.dataset;

// A page fetched ahead, or opened in a tab behind, is read when somebody looks at it.
function whenLookedAt(act) {
  const again = () => whenLookedAt(act);
  if (document.prerendering) document.addEventListener("prerenderingchange", again, { once: true });
  else if (document.hidden) document.addEventListener("visibilitychange", again, { once: true });
  else act();
}

async function show() {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return;
  const numbers = await answer.json();
  for (const place of box.querySelectorAll("[data-number]")) {
    place.textContent = numbers[place.dataset.number].toLocaleString(document.documentElement.lang);
  }
  box.hidden = false;
}

whenLookedAt(() => navigator.sendBeacon?.(address, page));

const observer = new IntersectionObserver(([entry]) => {
  if (!entry.isIntersecting) return;
  observer.disconnect();
  show();
});
observer.observe(box.parentElement);
