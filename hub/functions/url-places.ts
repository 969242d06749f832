import { containersOf } from '#hub/functions/workloads.ts'
import type { Resource } from '#lib/config/document/document.ts'
import { readPath } from '#lib/path/walk.ts'

/** `scheme://user@host:port/rest`; without a scheme only what has a port is an address. */
const address = /^([a-z][a-z0-9+.-]*:\/\/(?:[^@/\s]*@)?)?([a-zA-Z0-9._-]+)(?::(\d{1,9}))?([/?#]\S*)?$/

export type UrlParts = { readonly host: string; readonly port: string | undefined }

/** Host and port of a text that is the address of a service and nothing else. */
export function urlParts(text: string): UrlParts | undefined {
  const match = address.exec(text)
  const [, scheme, host, port] = match ?? []
  if (host === undefined || (scheme === undefined && port === undefined)) return undefined
  return { host, port }
}

/** The address with another host or port. */
export function withPart(text: string, part: 'hostname' | 'port', value: string): string {
  return text.replace(address, (_all, scheme = '', host, port, rest = '') => {
    const to = part === 'hostname' ? { host: value, port } : { host, port: value }
    return `${scheme}${to.host}${to.port === undefined ? '' : `:${to.port}`}${rest}`
  })
}

/** The Service's name in a host name, which may continue with its namespace. */
export function hostIn(host: string): string {
  return host.split('.')[0] ?? host
}

/** Texts that may hold an address: environment variables of containers, and entries of ConfigMaps. */
export function urlPlaces({ resourceType, value }: Resource): { path: string; value: string }[] {
  const environment = containersOf(resourceType, value, '*').flatMap((container) =>
    readPath(container.value, 'env.*.value').map((found) => ({
      ...found,
      path: `${container.path}.${found.path}`,
    })),
  )
  const entries = resourceType === 'v1/ConfigMap' ? readPath(value, 'data.*') : []
  return [...environment, ...entries].flatMap(({ path, value: text }) =>
    typeof text === 'string' ? [{ path, value: text }] : [],
  )
}
