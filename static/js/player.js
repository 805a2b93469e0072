// Turns the poster of a video at YouTube into its player, once the visitor has pressed it. Nothing loads from there before.
// Links: <a data-player="address of the player" data-title>; without this script they lead to YouTube. The plain link there beside it shows once it plays.

document.documentElement.classList.add("plays-here");

document.addEventListener("click", (event) => {
  const poster = event.target.closest?.("a[data-player]");
  if (!poster || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.className = "player__frame";
  player.src = poster.dataset.player;
  player.title = poster.dataset.title;
  player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  player.allowFullscreen = true;
  player.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube refuses to play for nobody
  const outside = poster.parentElement.querySelector(".player__outside");
  poster.replaceWith(player);
  if (outside) outside.hidden = false;
  player.focus();
});
