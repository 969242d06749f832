/** Which of a growing list of values have the same text as another one: `3` and "3". Each is looked at once. */
export class TextTwins {
  readonly #values: readonly (string | number | undefined)[]
  readonly #firstWith = new Map<string, number>()
  readonly #twins = new Set<number>()
  #looked = 0

  constructor(values: readonly (string | number | undefined)[]) {
    this.#values = values
  }

  has(place: number): boolean {
    for (; this.#looked < this.#values.length; this.#looked += 1) this.#look(this.#looked)
    return this.#twins.has(place)
  }

  #look(place: number): void {
    const value = this.#values[place]
    if (value === undefined) return
    const first = this.#firstWith.get(String(value))
    if (first === undefined) this.#firstWith.set(String(value), place)
    else this.#twins.add(first).add(place)
  }
}
