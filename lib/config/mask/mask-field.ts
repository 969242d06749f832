import { visibleText } from '#lib/base/visible-text.ts'
import { type MaskOptions, maskText, maskValue } from '#lib/config/mask/mask.ts'

/** The text of a label, an annotation or a message; its name may mark it as secret. */
export type Field = { readonly name: string; readonly text: string }

/**
 * The displayed form of a short text: without secrets, whether identified by name or by content, and without invisible
 * characters.
 */
export function maskField(name: string, text: string, options: MaskOptions): string {
  const shown = maskValue('', '', { [name]: text }, options)
  const value = typeof shown === 'object' && shown !== null ? Object.values(shown)[0] : undefined
  return typeof value === 'string' ? visibleText(maskText(value, options)) : ''
}
