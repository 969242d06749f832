import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '#scripts/paths.ts'
import { command, Problem } from '#scripts/problem.ts'

// Extracts the names and types of one version of ConfigHub's API from a contract file: `contract-facts.ts <contract file>`. What
// to do with a new version is in docs/contract.md.

const maxLineLength = 110
const Names = z.array(z.string())
const Contract = z.object({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  operations: z.record(
    z.string(),
    z.object({
      operationId: z.string(),
      query: z.record(z.string(), z.string()).optional(),
      body: z.string().optional(),
      answers: z.record(z.string(), z.string()),
    }),
  ),
  schemas: z.record(
    z.string(),
    z.object({
      fields: z
        .record(z.string(), z.object({ type: z.string(), nullable: z.boolean().optional() }))
        .optional(),
      type: z.string().optional(),
    }),
  ),
  filterAttributes: z.record(z.string(), z.record(z.string(), z.string())),
  includes: z.record(z.string(), Names),
  orderBy: z.record(z.string(), Names),
})
type Contract = z.infer<typeof Contract>

await command(async () => {
  const [path] = process.argv.slice(2)
  if (path === undefined)
    throw new Problem(
      'There is no contract file.',
      'Name its path: npx --no node scripts/contract-facts.ts <path>',
    )
  const contract = Contract.parse(JSON.parse(readFileSync(path, 'utf8')))
  const folder = join(root, 'tests', 'contract', `confighub-${contract.version}`)
  mkdirSync(folder, { recursive: true })
  for (const [name, facts] of Object.entries(factsOf(contract)))
    writeFileSync(join(folder, `${name}.json`), `${print(facts)}\n`)
  console.log(`Wrote ${folder}`)
  return 0
})

type Json = string | readonly string[] | { readonly [key: string]: Json }

function factsOf(contract: Contract): Readonly<Record<string, Json>> {
  const { operations, schemas, filterAttributes, includes, orderBy } = contract
  return {
    operations: mapValues(operations, ({ operationId, query, body, answers }) => ({
      name: operationId,
      ...(query && { query: Object.keys(query).join(' ') }),
      ...(body && { body }),
      answer: answers['200'] ?? '',
    })),
    schemas: mapValues(schemas, ({ fields, type = 'any' }) =>
      fields === undefined
        ? type
        : mapValues(fields, (field) => `${field.type}${field.nullable === true ? ' (nullable)' : ''}`),
    ),
    filters: filterAttributes,
    includes,
    'order-by': orderBy,
  }
}

function mapValues<T>(
  map: Readonly<Record<string, T>>,
  to: (value: T) => Json,
): Readonly<Record<string, Json>> {
  const entries = Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, value]) => [key, to(value)]))
}

/** One fact per line, so that the diff between two versions is readable, laid out like the formatter's output. */
function print(value: Json, indent = '', before = 0): string {
  if (typeof value === 'string') return JSON.stringify(value)
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => print(item)).join(', ')}]`
    const isShort = indent.length + before + line.length < maxLineLength
    return isShort ? line : `[\n${value.map((item) => inner + print(item)).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `
    return `${inner}${name}${print(item, inner, name.length)}`
  })
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`
}
