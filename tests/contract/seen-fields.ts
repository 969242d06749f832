import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { operations, schemas } from '#tests/contract/facts.ts'

// Which fields of ConfigHub's schemas the contract tests have seen in answers. Each test process keeps a file; at the
// end of a run they become one report of the fields that no test has seen.

const folder = fileURLToPath(new URL('../../.hubdeck/contract-fields/', import.meta.url))
const report = `${folder}unseen.txt`
const seen = new Set<string>()

export function forgetSeenFields(): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}

/** Records every field of an answer of this type. */
export function noteFields(type: string, value: unknown): void {
  if (value === null || typeof value !== 'object') return
  const inner = /^(.*)\[\]$/.exec(type)?.[1] ?? /^map<(.*)>$/.exec(type)?.[1]
  if (inner !== undefined) {
    for (const item of Object.values(value)) noteFields(inner, item)
    return
  }
  const schema = schemas[type.replace(/ \(nullable\)$/, '')]
  if (typeof schema === 'string') noteFields(schema, value)
  if (schema === undefined || typeof schema === 'string') return
  for (const [field, item] of Object.entries(value)) {
    note(`${type}.${field}`)
    noteFields(schema[field] ?? '', item)
  }
}

function note(field: string): void {
  if (seen.has(field)) return
  seen.add(field)
  mkdirSync(folder, { recursive: true })
  appendFileSync(`${folder}${process.pid}.fields`, `${field}\n`)
}

/** Writes the report, and says where it is. */
export function reportUnseenFields(): string {
  const met = new Set(
    readdirSync(folder)
      .filter((name) => name.endsWith('.fields'))
      .flatMap((name) => readFileSync(folder + name, 'utf8').split('\n')),
  )
  const known = [...answeredFields()].toSorted()
  const unseen = known.filter((field) => !met.has(field))
  writeFileSync(report, `${unseen.join('\n')}\n`)
  return `${unseen.length} of ${known.length} fields of answers were seen by no test: ${report}`
}

/** Every field of every schema that some operation returns. */
function answeredFields(): Set<string> {
  const fields = new Set<string>()
  const visited = new Set<string>()
  const visit = (type: string) => {
    const [name = ''] = /\w+(?=[[\]>]*(?: \(nullable\))?$)/.exec(type) ?? []
    const schema = schemas[name]
    if (schema === undefined || visited.has(name)) return
    visited.add(name)
    if (typeof schema === 'string') return visit(schema)
    for (const [field, of] of Object.entries(schema)) {
      fields.add(`${name}.${field}`)
      visit(of)
    }
  }
  for (const { answer } of Object.values(operations)) visit(answer)
  return fields
}
