/** Keeps the keyboard on the content when the button that led to another page goes away with its own. */
export function focusMain(): void {
  document.getElementById('main')?.focus()
}
