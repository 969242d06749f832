import { readFileSync } from 'node:fs'
import { z } from 'zod'

// The names and types of ConfigHub's API, as scripts/contract-facts.ts wrote them down (contract 1.2). Nothing here is
// written by hand, so a test that compares the hub with them compares it with ConfigHub.

/** The version of ConfigHub that they are of. */
export const factsVersion = '0.8.12'

const folder = new URL(`confighub-${factsVersion}/`, import.meta.url)

function read<T>(name: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')))
}

const named = <T extends z.ZodType>(schema: T) => z.record(z.string(), schema)

const Operation = z.strictObject({
  name: z.string(),
  query: z.string().optional(),
  body: z.string().optional(),
  answer: z.string(),
})
export type Operation = z.infer<typeof Operation>

/** `GET /unit/{unit_id}` -> its parameters and its answer. */
export const operations = read('operations', named(Operation))

/** Fields and their types; a single type when the schema is not an object. */
export const schemas = read('schemas', named(z.union([z.string(), named(z.string())])))

/** Attributes that `where` takes, with their types, by entity. */
export const filters = read('filters', named(named(z.string())))

/** Names that `include` takes, by entity. */
export const includes = read('includes', named(z.array(z.string())))

/** Fields that `order_by` takes, by entity. */
export const orderBy = read('order-by', named(z.array(z.string())))

const patterns = Object.entries(operations).map(([text, operation]) => {
  const [method = '', path = ''] = text.split(' ')
  return { method, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`), operation, text }
})

/** The operation a request is for; paths without parameters take precedence. */
export function operationOf(method: string, path: string): Operation | undefined {
  const [asked = ''] = path.split('?')
  const found = patterns.filter(({ method: own, pattern }) => own === method && pattern.test(asked))
  return found.toSorted((a, b) => a.text.split('{').length - b.text.split('{').length)[0]?.operation
}
