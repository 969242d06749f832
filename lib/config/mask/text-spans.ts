import { addressSpans } from '#lib/config/mask/addresses.ts'
import { elementSpans } from '#lib/config/mask/inline.ts'
import { lineSpans } from '#lib/config/mask/lines.ts'
import { shapeSpans } from '#lib/config/mask/shapes.ts'
import { type Span, tidySpans } from '#lib/config/mask/spans.ts'

/** Secrets of any text: those with the shape of one, and those that the words beside them call one. */
export function textSpans(text: string): Span[] {
  return tidySpans(text, [
    ...shapeSpans(text),
    ...addressSpans(text),
    ...lineSpans(text),
    ...(text.includes('</') ? elementSpans(text) : []),
  ])
}

/** In prose, only what has the shape of a secret: `token: the one of the client` is a sentence. */
export function proseSpans(text: string): Span[] {
  return tidySpans(text, [...shapeSpans(text), ...addressSpans(text)])
}
