import { z } from 'zod'

// Kinds of fields; an empty value is a fault, because the API leaves empty fields out.

export const id = z.uuid().lowercase()
export const text = z.string().min(1)
export const count = z.int().nonnegative()
export const time = z.iso.datetime()
export const hash = z.string().regex(/^[0-9a-f]{64}$/)
export const filled = <T extends z.ZodType>(value: T) =>
  z.record(z.string(), value).refine((map) => Object.keys(map).length > 0, 'an empty map is left out')
export const stringMap = filled(z.string())
export const boolMap = filled(z.boolean())
