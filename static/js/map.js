// Lays a real map over the sketch once it scrolls into view. Runs only where a tile server is set; if the library or the
// first tiles do not come, the sketch stays.

const library = new Map();

/** Loads Leaflet's script and style once per page. */
function load({ leaflet, leafletCss }) {
  if (!library.has(leaflet)) {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: leafletCss });
    const script = Object.assign(document.createElement("script"), { src: leaflet });
    const both = [style, script].map(
      (element) =>
        new Promise((resolve, reject) => {
          element.addEventListener("load", resolve);
          element.addEventListener("error", reject);
        }),
    );
    document.head.append(style, script);
    library.set(leaflet, Promise.all(both).then(() => window.L));
  }
  return library.get(leaflet);
}

function popup(point) {
  const { url: href, title: textContent, lang } = point;
  const link = Object.assign(document.createElement("a"), { href, textContent, lang, className: "link" });
  const place = Object.assign(document.createElement("span"), { textContent: point.place, lang: "vi" });
  const words = document.createElement("div");
  words.append(link, document.createElement("br"), place);
  return words;
}

async function draw(box) {
  const points = JSON.parse(box.querySelector('script[type="application/json"]').textContent);
  const L = await load(box.dataset);
  const live = document.createElement("div");
  live.className = "map__live";
  live.setAttribute("role", "region");
  live.setAttribute("aria-label", box.dataset.label);
  box.append(live);
  const { zoomIn: zoomInTitle, zoomOut: zoomOutTitle, close } = box.dataset;
  const map = L.map(live, { scrollWheelZoom: false, zoomControl: false, attributionControl: true, maxZoom: 17 });
  map.attributionControl.setPrefix(false);
  map.addControl(L.control.zoom({ zoomInTitle, zoomOutTitle }));
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", close);
  });
  const tiles = L.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution, maxZoom: 17 });
  // The view first: what is added to a map without one is not drawn, and has no element yet.
  if (points.length > 1) map.fitBounds(points.map((point) => [point.lat, point.lng]), { padding: [32, 32] });
  else map.setView([points[0].lat, points[0].lng], 14);
  const icon = L.divIcon({ className: "", html: '<span class="map__pin"></span>', iconSize: [44, 44], iconAnchor: [22, 22] });
  for (const point of points) {
    const marker = L.marker([point.lat, point.lng], { icon, title: point.title, alt: point.title });
    marker.addTo(map).bindPopup(popup(point)).getElement().lang = point.lang;
  }

  let came = false;
  tiles.on("tileload", () => {
    came = true;
  });
  tiles.on("load", () => {
    if (!came) setTimeout(leave); // Leaflet is still at work on its last tile
  });
  const leave = () => {
    map.remove();
    live.remove();
  };
  tiles.addTo(map);
}

function watch() {
  const eye = new IntersectionObserver(
    (seen) => {
      for (const entry of seen) {
        if (!entry.isIntersecting) continue;
        eye.unobserve(entry.target);
        draw(entry.target).catch(() => entry.target.querySelector(".map__live")?.remove());
      }
    },
    { rootMargin: "200px" },
  );
  for (const box of document.querySelectorAll("[data-map]")) eye.observe(box);
}

watch();
document.addEventListener("listing:shown", watch); // the filters brought a sketch of their own
document.addEventListener("listing:shown", watch);
