/** Keeps the keyboard on the content when the button that led to another page goes away with its own. */
export function focusMain(): void {
  document.getElementById('main')?.focus()
}

/** The same after a dialog, which gives the focus back to a button that may be gone. */
export function focusMainAfterDialog(): void {
  requestAnimationFrame(() => requestAnimationFrame(focusMain))
}
