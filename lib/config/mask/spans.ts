/** A part `[start, end)` of a text that is secret; a bare one (a number in JSON) gets quotes with its mask. */
export type Span = { readonly start: number; readonly end: number; readonly isBare?: boolean }

/** A short tag that is equal for equal secrets and reveals nothing about them. */
export type Fingerprint = (secret: string) => string

/** Plain YAML in every position; the same length for every secret. */
export const mask = '••••••••'

const maskPattern = /^•{8}[A-Za-z0-9]{0,8}$/

/** Text that is already masked stays as it is, so that masking twice equals masking once. */
export function isMasked(text: string): boolean {
  // The beginning is usually enough; searching all of a long text each time would be slow.
  // Folded YAML joins the masks of its lines by spaces.
  return text.trimStart().startsWith(mask) && text.split(/\s/).every(isMaskedWord)
}

function isMaskedWord(word: string): boolean {
  return word === '' || (word.startsWith(mask) && maskPattern.test(word))
}

/** One mask for each line of the secret that has something on it; all of them carry the tag of the whole secret. */
export function maskOf(secret: string, fingerprint?: Fingerprint): string {
  return isMasked(secret) ? secret : maskLines(secret, tagged(secret.trim(), fingerprint))
}

export function maskLines(secret: string, masked: string): string {
  return secret.replace(/\S(?:[^\r\n]*\S)?/g, masked)
}

/** A mask with the tag of a secret. A tag is letters and digits only, so that a mask stays plain text everywhere. */
export function tagged(secret: string, fingerprint: Fingerprint | undefined): string {
  return mask + (fingerprint?.(secret) ?? '').replace(/[^A-Za-z0-9]/g, '').slice(0, 8)
}

/** Sorted, without overlaps, surrounding whitespace or parts that are already masked. */
export function tidySpans(text: string, spans: readonly Span[]): Span[] {
  const tidy: { start: number; end: number; isBare?: boolean }[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = tidy.at(-1)
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end)
    else tidy.push({ ...span })
  }
  return tidy.flatMap((span) => {
    const secret = text.slice(span.start, span.end)
    const trimmed = secret.trim()
    if (trimmed === '' || isMasked(trimmed)) return []
    const start = span.start + secret.length - secret.trimStart().length
    return [{ ...span, start, end: start + trimmed.length }]
  })
}

/** The text with its tidy spans masked. */
export function maskSpans(text: string, spans: readonly Span[], fingerprint?: Fingerprint): string {
  let result = ''
  let from = 0
  for (const { start, end, isBare } of spans) {
    const masked = maskOf(text.slice(start, end), fingerprint)
    result += text.slice(from, start) + (isBare === true ? `"${masked}"` : masked)
    from = end
  }
  return result + text.slice(from)
}
