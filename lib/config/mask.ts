import { loadStream } from '#lib/config/document.ts'
import { splice } from '#lib/config/lines.ts'
import { maskUnreadable } from '#lib/config/mask-lines.ts'
import { maskNodes } from '#lib/config/mask-nodes.ts'
import { isSecretPlace, maskPlace, maskResource, maskText } from '#lib/config/mask-value.ts'
import type { Json } from '#lib/config/patch.ts'
import { parsePath } from '#lib/config/path.ts'

/** True where the value at a path is not to be shown: data of Secrets, keys and variables named like secrets. */
export function isSecretPath(resourceType: string, path: string): boolean {
  const parsed = parsePath(path)
  return parsed.ok && isSecretPlace(resourceType, parsed.value.segments)
}

/** The value at a path (empty for a whole resource) with everything secret in it masked, for grids and diffs. */
export function maskValue(resourceType: string, path: string, value: Json): Json {
  if (path === '') return maskResource(resourceType, value)
  const parsed = parsePath(path)
  return parsed.ok ? maskPlace(resourceType, parsed.value.segments, value) : maskResource(resourceType, value)
}

/** A text with its secrets masked and every line where it was; what cannot be read is masked line by line. */
export function maskConfig(text: string): { text: string; masked: number } {
  try {
    const stream = loadStream(text)
    if (!stream.ok) return maskUnreadable(text)
    const splices = stream.value.resources.flatMap((resource) => maskNodes(text, resource))
    return { text: maskComments(splice(text, splices)), masked: splices.length }
  } catch {
    // Too deep to read: nothing is known about it, so it is masked by its lines.
    return maskUnreadable(text)
  }
}

function maskComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, (line) => maskText(line))
}
