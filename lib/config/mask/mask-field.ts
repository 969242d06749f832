import { visibleText } from '#lib/base/visible-text.ts'
import { type MaskOptions, maskText, maskValue } from '#lib/config/mask/mask.ts'

/** What a label, an annotation or a message says; its name may tell that it is a secret. */
export type Field = { readonly name: string; readonly text: string }

/** What is shown of one short text: no secret, told by its name or by what it says, and nothing that cannot be seen. */
export function maskField(name: string, text: string, options: MaskOptions): string {
  const shown = maskValue('', '', { [name]: text }, options)
  const value = typeof shown === 'object' && shown !== null ? Object.values(shown)[0] : undefined
  return typeof value === 'string' ? visibleText(maskText(value, options)) : ''
}
