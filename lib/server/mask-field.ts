import { type MaskOptions, maskText, maskValue } from '#lib/config/mask.ts'

/** What a label, an annotation or a message says; its name may tell that it is a secret. */
export type Field = { readonly name: string; readonly text: string }

/** What may be shown of one short text: by its name, and by what it says. */
export function maskField(name: string, text: string, options: MaskOptions): string {
  const shown = maskValue('', '', { [name]: text }, options)
  const value = typeof shown === 'object' && shown !== null ? Object.values(shown)[0] : undefined
  return typeof value === 'string' ? maskText(value, options) : ''
}
