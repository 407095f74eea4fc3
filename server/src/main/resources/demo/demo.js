// Counts the lifetimes down. Without it the page shows them as they were when it was made.
const opened = performance.now();
const words = (seconds) =>
  seconds >= 3600 ? `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
  : seconds >= 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  : `${seconds} s`;

function tick() {
  const passed = Math.floor((performance.now() - opened) / 1000);
  for (const text of document.querySelectorAll("[data-left]")) {
    const left = Math.max(0, text.dataset.left - passed);
    text.textContent = left === 0 ? "Expired" : `${words(left)} of ${words(Number(text.dataset.total))} left`;
    text.parentElement.querySelector("progress").value = left;
  }
}

if (document.querySelector("[data-left]")) setInterval(tick, 1000);
