/** Repository (`uri`) and `reference` (`:tag` or `@digest`) of an image; a port in the registry is not a tag. */
export function splitImage(image: string): { uri: string; reference: string } {
  const digest = image.indexOf('@')
  const name = digest < 0 ? image : image.slice(0, digest)
  const tag = name.indexOf(':', name.lastIndexOf('/') + 1)
  const uri = tag < 0 ? name : name.slice(0, tag)
  return { uri, reference: image.slice(uri.length) }
}

/** Whether a repository names its registry, as `ghcr.io/x` does and `library/x` does not. */
function hasRegistry(uri: string): boolean {
  const slash = uri.indexOf('/')
  const first = uri.slice(0, slash)
  return slash > 0 && (/[.:]/.test(first) || first === 'localhost')
}

/** The image with one registry prefix put in place of another; `''` means images that name none. */
export function moveRegistry(image: string, from: string, to: string): string {
  const { uri, reference } = splitImage(image)
  if (from === '') return hasRegistry(uri) ? image : `${to}/${image}`
  return uri.startsWith(`${from}/`) ? `${to}${uri.slice(from.length)}${reference}` : image
}
