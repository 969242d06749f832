import type { Random } from '#tests/contract/fuzz/random.ts'

const strange = [
  '0f4e7a52-1111-4222-8333-944455566677',
  '00000000-0000-0000-0000-000000000000',
  'x',
  '%00',
  '..',
  '1',
]
const most = 400

/** Ids that requests are made of: some are right, by chance; the others are of something else, or of nothing. */
export class Pool {
  readonly #ids: string[]

  constructor(ids: readonly string[]) {
    this.#ids = [...ids]
  }

  id(random: Random): string {
    return random.chance(0.12) ? random.pick(strange) : random.pick(this.#ids)
  }

  /** Remembers the ids in an answer, so that later requests can be about what earlier ones made. */
  learn(random: Random, text: string): void {
    for (const [id] of text.slice(0, 20_000).matchAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)) {
      if (this.#ids.length < most) this.#ids.push(id)
      else this.#ids[random.below(most)] = id
    }
  }
}
