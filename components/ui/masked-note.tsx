import { Lock } from 'lucide-react'
import { mask } from '#lib/config/mask/spans.ts'

/** The server replaces secrets with masks, so a text that contains one is not the whole document. */
export function holdsMasks(text: string): boolean {
  return text.includes(mask)
}

export function MaskedNote() {
  return (
    <span className="flex items-center gap-1 text-muted text-xs">
      <Lock aria-hidden size={12} />
      Secrets are masked
    </span>
  )
}

/** For two texts side by side. */
export function MaskedSides() {
  return (
    <p className="mt-1 text-muted text-xs">
      Secrets are masked. Masks with different letters stand for different secrets.
    </p>
  )
}

/** "Copy the document", with a note when secrets in it are masked. */
export function maskedLabel(label: string, text: string): string {
  return holdsMasks(text) ? `${label}, secrets masked` : label
}
