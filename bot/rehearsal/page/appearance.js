// Light or dark: the system's choice until the button is pressed, then that, remembered.

export function appearanceButton(button) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(dark()));
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("matchbell-theme", root.dataset.theme);
    } catch {
      // without storage the choice holds until the page is left
    }
    show();
  });
  system.addEventListener("change", show);
  show();
}
