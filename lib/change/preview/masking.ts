import { fingerprinter } from '#lib/change/seal/fingerprint.ts'
import type { MaskOptions } from '#lib/config/mask/mask.ts'

let options: MaskOptions = {}

/** From now on masks of this thread carry tags. A thread has no settings, so it is given the key when it starts. */
export function tagMasksWith(key: string): void {
  options = { fingerprint: fingerprinter(key) }
}

/** How documents are masked in this thread. */
export function masking(): MaskOptions {
  return options
}
