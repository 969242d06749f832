import { fingerprinter } from '#lib/change/seal/fingerprint.ts'
import type { MaskOptions } from '#lib/config/mask/mask.ts'

let options: MaskOptions = {}

/**
 * From now on, masks of this thread carry tags. Threads cannot read the settings, so they are given the key when they
 * start.
 */
export function tagMasksWith(key: string): void {
  options = { fingerprint: fingerprinter(key) }
}

/** How documents are masked in this thread. */
export function masking(): MaskOptions {
  return options
}
