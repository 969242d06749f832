import { z } from 'zod'

/** Checks the length before the items: there may be millions. */
export function limitedList<Item extends z.ZodType>(item: Item, most: number, least = 1) {
  const fits = (value: unknown) => !Array.isArray(value) || value.length <= most
  return z
    .custom<unknown>(fits, {
      error: `may have at most ${most.toLocaleString('en')} items`,
      params: { isTooLarge: true },
    })
    .pipe(z.array(item).min(least))
}
