/** Pixels of a letter: exact for the monospaced font, and more than letters of a text take on average for the other. */
const letter = { mono: 7.5, sans: 9 }
const padding = 16
const latin = /^[ -~–…]*$/

/** Whether a text surely has room in a cell. What may not is clipped, and painting a clip costs more than the text. */
export function fits(text: string, width: number, isMono: boolean): boolean {
  return text.length * (isMono ? letter.mono : letter.sans) <= width - padding && latin.test(text)
}
