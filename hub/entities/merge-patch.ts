import type { Json } from '#lib/base/json.ts'
import { isJsonMap } from '#lib/base/json.ts'
/** RFC 7386: `null` removes a key, maps merge, everything else is replaced. */
export function mergePatch(current: Json | undefined, patch: Json): Json {
  if (!isJsonMap(patch)) return patch
  const merged: Record<string, Json> = { ...(isJsonMap(current) ? current : {}) }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else define(merged, key, mergePatch(Object.hasOwn(merged, key) ? merged[key] : undefined, value))
  }
  return merged
}

/** A plain assignment would let `__proto__` reach the prototype. */
function define(target: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
