import * as z from 'zod/mini'

/** Checks the length before the items: there may be millions. */
export function limitedList<Item extends z.ZodMiniType>(item: Item, most: number, least = 1) {
  const fits = (value: unknown) => !Array.isArray(value) || value.length <= most
  const short = z.custom<unknown>(fits, {
    error: `may have at most ${most.toLocaleString('en')} items`,
    params: { isTooLarge: true },
  })
  return z.pipe(short, z.array(item).check(z.minLength(least)))
}
