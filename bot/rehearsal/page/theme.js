// Runs before the first paint: the remembered appearance, or the system's.
(() => {
  const remembered = (() => {
    try {
      return localStorage.getItem("matchbell-theme");
    } catch {
      return null; // storage may be forbidden; the system's choice serves then
    }
  })();
  if (remembered === "dark" || remembered === "light") document.documentElement.dataset.theme = remembered;
})();
