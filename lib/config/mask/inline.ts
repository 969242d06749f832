import { commandSpans } from '#lib/config/mask/arguments.ts'
import {
  type Assignment,
  assignedSecret,
  assignmentsIn,
  listedSecrets,
  pairNames,
  secretPart,
} from '#lib/config/mask/assignments.ts'
import { isHarmless } from '#lib/config/mask/harmless-values.ts'
import { judgeName } from '#lib/config/mask/names.ts'
import type { Span } from '#lib/config/mask/spans.ts'
import { looksRandom } from '#lib/config/mask/strength.ts'

/** Secrets within one line that the line itself identifies: assignments, name and value pairs, arguments, elements. */
export function inlineSpans(line: string): Span[] {
  if (!telling.test(line)) return []
  const assignments = assignmentsIn(line)
  return [
    ...assignedSpans(line, assignments),
    ...pairSpans(line, assignments),
    ...commandSpans(line),
    ...(line.includes('</') ? elementSpans(line) : []),
    ...passwordFileSpans(line),
    ...environmentSpans(line),
  ]
}

function assignedSpans(line: string, assignments: readonly Assignment[]): Span[] {
  const found: Span[] = []
  let end = 0
  for (const each of assignments) {
    // Anything inside a secret is masked with it.
    if (each.value.start < end) continue
    const secret = assignedSecret(line, each)
    found.push(...(secret === undefined ? listedSecrets(line, each) : [secret]))
    end = Math.max(end, secret?.end ?? 0)
  }
  return found
}

/** A line without any of these contains no secret. */
const telling = /[=:-]|<\/|pass|pwd|secret|token|api|auth|bearer|basic|rootpw|env|arg/i

/** Keys under which a map or a header names its `value`. */
export function isNameKey(key: string): boolean {
  const name = key.toLowerCase()
  return name !== 'value' && pairNames.has(name)
}

/** `{name: DB_PASSWORD, value: x}` in either order. */
function pairSpans(line: string, assignments: readonly Assignment[]): Span[] {
  return assignments.flatMap((each, index) => {
    if (!isNameKey(each.name)) return []
    const verdict = judgeName(line.slice(each.value.start, Math.min(each.value.end, each.value.start + 256)))
    if (verdict === 'no') return []
    return [assignments[index - 1], assignments[index + 1]].flatMap((other) => {
      if (other?.name.toLowerCase() !== 'value') return []
      const [first, second] = other.at < each.at ? [other, each] : [each, other]
      if (/[{}]/.test(line.slice(first.value.end, Math.min(second.at, first.value.end + 64)))) return []
      return secretPart(line.slice(other.value.start, other.value.end), verdict, other.value.start) ?? []
    })
  })
}

/** `<password>x</password>`, and `<name>db.password</name><value>x</value>` as Hadoop writes it. */
export function elementSpans(text: string): Span[] {
  const found: Span[] = []
  for (const match of text.matchAll(/<(?<name>[A-Za-z][\w.:-]{0,80})>(?<value>[^<]+)<\//g)) {
    const { name = '', value = '' } = match.groups ?? {}
    const span = secretPart(value, judgeName(name), match.index + name.length + 2)
    if (span !== undefined) found.push(span)
  }
  for (const match of text.matchAll(
    /<name>(?<name>[^<\s]{1,200})<\/name>\s{0,200}<value>(?<value>[^<]+)<\/value>/g,
  )) {
    const { name = '', value = '' } = match.groups ?? {}
    const start = match.index + match[0].length - '</value>'.length - value.length
    const span = secretPart(value, judgeName(name), start)
    if (span !== undefined) found.push(span)
  }
  return found
}

/** A line of .pgpass: `host:port:database:user:password`. */
function passwordFileSpans(line: string): Span[] {
  if (line.length > 2048 || !line.includes(':')) return []
  const match = /^[ \t]*[^\s:"'{]+:(?:\d{2,5}|\*):[^\s:]+:[^\s:]+:([^\s:]\S*)[ \t\r]*$/.exec(line)
  const password = match?.[1]
  if (password === undefined) return []
  const end = line.trimEnd().length
  return [{ start: end - password.length, end }]
}

/** `ENV DB_PASSWORD x` of a Dockerfile, `SetEnv DB_PASSWORD x` of a web server. */
function environmentSpans(line: string): Span[] {
  if (!/^[ \t]*(?:env|arg|setenv)[ \t]/i.test(line.slice(0, 128))) return []
  const match = /^[ \t]{0,64}(?:ENV|ARG|SetEnv|env)[ \t]+(?<name>[A-Za-z_]\w{0,100})[ \t]+(?<value>\S+)/.exec(
    line.slice(0, 2048),
  )
  const { name = '', value = '' } = match?.groups ?? {}
  if (match === null) return []
  const span = secretPart(value, judgeName(name), match[0].length - value.length)
  return span === undefined ? [] : [span]
}

/** In a comment near the entries of a Secret, anything that looks like a value is masked. */
export function commentValues(comment: string): Span[] {
  const assigned = /^#+[ \t]*(?:-[ \t]+)?["']?[\w.-]+["']?[ \t]*[:=][ \t]*(\S.*)$/.exec(comment)?.[1]
  if (assigned !== undefined && !isHarmless(assigned)) {
    return [{ start: comment.length - assigned.length, end: comment.length }]
  }
  return [...comment.matchAll(/[^\s"'#,;()]{8,}/g)].flatMap(({ 0: word, index }) =>
    looksRandom(word) ? [{ start: index, end: index + word.length }] : [],
  )
}
