import type { Json } from '#lib/config/patch/patch.ts'

/** RFC 7386: `null` takes a key away, maps merge, everything else is replaced. */
export function mergePatch(current: Json | undefined, patch: Json): Json {
  if (!isMap(patch)) return patch
  const merged: Record<string, Json> = { ...(isMap(current) ? current : {}) }
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else define(merged, key, mergePatch(Object.hasOwn(merged, key) ? merged[key] : undefined, value))
  }
  return merged
}

function isMap(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A plain assignment would let `__proto__` reach the prototype. */
function define(target: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
