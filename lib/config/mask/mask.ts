import type { Json } from '#lib/base/json.ts'
import { type Analysis, analyse } from '#lib/config/mask/analysis.ts'
import { type Around, type Marks, markText, markValue, maskMarked } from '#lib/config/mask/marks.ts'
import { type MaskedText, maskedText, plainSpans } from '#lib/config/mask/masked-text.ts'
import { judgeName } from '#lib/config/mask/names.ts'
import { aroundPath, isSecretPlace } from '#lib/config/mask/place.ts'
import { secretMatcher } from '#lib/config/mask/secret-matcher.ts'
import { isSecretType } from '#lib/config/mask/secret-resources.ts'
import { type Fingerprint, mask, maskSpans, tidySpans } from '#lib/config/mask/spans.ts'
import { collectSecrets, followText, withKnown } from '#lib/config/mask/taint.ts'
import { parsePath } from '#lib/path/parse-path.ts'

export type MaskOptions = {
  /**
   * A short tag of letters and digits for a secret, appended to its mask, so that two masked texts differ exactly where
   * the secrets do. It must be keyed, because anyone who can compute it can test guesses.
   */
  readonly fingerprint?: Fingerprint
  /** Secrets known from elsewhere, see `secretsIn`: masked wherever they occur. */
  readonly secrets?: ReadonlySet<string>
}

/** A text with its secrets masked and every line in place. An unreadable text is masked line by line. */
export function maskConfig(text: string, options: MaskOptions = {}): MaskedText {
  const { analyses, secrets } = analyse([text])
  const [analysis] = analyses
  if (analysis?.kind === 'unreadable' && /\n---/.test(text)) return maskParts(text, options)
  return analysis === undefined ? { text: '', masked: 0 } : shown(analysis, secrets, options)
}

/**
 * Two sides of a change: a Secret on one side is treated as one on both, and a secret of one side is masked on both.
 */
export function maskPair(
  before: string,
  after: string,
  options: MaskOptions = {},
): { readonly before: MaskedText; readonly after: MaskedText } {
  const { analyses, secrets } = analyse([before, after])
  const [old, fresh] = analyses
  // Secrets found by lines in one text are searched for in the other.
  const all = new Set([
    ...secrets,
    ...analyses.flatMap((each) => (each.kind === 'unreadable' ? [...secretsIn(each.text)] : [])),
  ])
  const side = (text: string, analysis: Analysis | undefined) =>
    analysis === undefined || analysis.kind === 'unreadable'
      ? maskConfig(text, { ...options, secrets: union(all, options.secrets) })
      : shown(analysis, all, options)
  return { before: side(before, old), after: side(after, fresh) }
}

/** The value at a path (empty for a whole resource) with all secrets masked, for grids and diffs. */
export function maskValue(resourceType: string, path: string, value: Json, options: MaskOptions = {}): Json {
  try {
    const marks = markValue(value, aroundOf(resourceType, path))
    const secrets = new Set(options.secrets)
    collectSecrets(value, marks, secrets, lastNameOf(path))
    return maskedValue(value, withKnown(value, marks, secretMatcher(secrets)), options)
  } catch (error) {
    // Nested too deeply to be searched, so all of it is masked.
    if (error instanceof RangeError) return mask
    throw error
  }
}

/** Any other text: an error message, a command, a reason. */
export function maskText(text: string, options: MaskOptions = {}): string {
  const spans = markText(text)
  const secrets = new Set(options.secrets)
  for (const { start, end } of spans) followText(text.slice(start, end), secrets)
  const all = tidySpans(text, [...spans, ...secretMatcher(secrets)(text)])
  return maskSpans(text, all, options.fingerprint)
}

/** A value beside its name, such as a label: a name may say that its value is a secret. */
export function maskNamed(name: string, value: string, options: MaskOptions = {}): string {
  const masked = maskedValue(value, markValue(value, { name, verdict: judgeName(name) }), options)
  return maskText(typeof masked === 'string' ? masked : value, options)
}

/** The secrets of documents, to be searched for in texts about them. */
export function secretsIn(...texts: readonly string[]): ReadonlySet<string> {
  const { analyses, secrets } = analyse(texts)
  for (const each of analyses) {
    if (each.kind === 'unreadable')
      for (const { start, end } of plainSpans(each.text)) followText(each.text.slice(start, end), secrets)
  }
  return secrets
}

/** Whether the value at a path must be hidden: data of Secrets, keys and variables named like secrets. */
export function isSecretPath(resourceType: string, path: string): boolean {
  const parsed = parsePath(path)
  return parsed.ok && isSecretPlace(resourceType, parsed.value.segments)
}

function shown(analysis: Analysis, secrets: ReadonlySet<string>, options: MaskOptions): MaskedText {
  return maskedText(analysis, union(secrets, options.secrets), options.fingerprint)
}

function union(secrets: ReadonlySet<string>, more: ReadonlySet<string> | undefined): ReadonlySet<string> {
  return more === undefined || more.size === 0 ? secrets : new Set([...secrets, ...more])
}

/** An unreadable document must not keep the others of its stream from being read. */
function maskParts(text: string, options: MaskOptions): MaskedText {
  const parts = text.split(/(?<=\n)(?=---)/)
  const secrets = union(secretsIn(...parts), options.secrets)
  const masked = parts.map((part) => {
    const { analyses } = analyse([part])
    return analyses.map((analysis) => maskedText(analysis, secrets, options.fingerprint))
  })
  return {
    text: masked.flatMap((each) => each.map((one) => one.text)).join(''),
    masked: masked.flat().reduce((sum, one) => sum + one.masked, 0),
  }
}

function aroundOf(resourceType: string, path: string): Around {
  const isSecret = isSecretType(resourceType)
  const parsed = path === '' ? undefined : parsePath(path)
  if (parsed?.ok === true) return aroundPath(resourceType, parsed.value.segments)
  return isSecret ? { kind: 'secret' } : {}
}

function lastNameOf(path: string): string {
  const parsed = parsePath(path)
  return parsed.ok ? (aroundPath('', parsed.value.segments).name ?? '') : ''
}

function maskedValue(value: Json, marks: Marks | undefined, { fingerprint }: MaskOptions): Json {
  return maskMarked(value, marks, (text, spans) => maskSpans(text, spans, fingerprint))
}
