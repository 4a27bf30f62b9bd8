/**
 * Enables buttons ([data-delayed]) one second after the page became visible: programs that look for harmful links run scripts and press
 * buttons at once. Without scripts the buttons work as any other.
 */
const LATER = 1000;

export function enableDelayedButtons(): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>('button[data-delayed]');
  const enable = () => {
    if (document.visibilityState === 'visible') {
      document.removeEventListener('visibilitychange', enable);
      setTimeout(() => buttons.forEach((button) => (button.disabled = false)), LATER);
    }
  };
  if (buttons.length > 0) {
    buttons.forEach((button) => (button.disabled = true));
    document.addEventListener('visibilitychange', enable);
    enable();
  }
}
