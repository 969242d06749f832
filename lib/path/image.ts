/** `registry:5000/team/app:1.2@sha256:...` split where the repository ends. */
function splitImage(image: string): { uri: string; reference: string } {
  const digest = image.indexOf('@')
  const named = digest < 0 ? image : image.slice(0, digest)
  // A colon before the last slash belongs to the registry's port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1)
  const end = colon >= 0 ? colon : named.length
  return { uri: image.slice(0, end), reference: image.slice(end) }
}

export function readAccessor(image: string, accessor: 'reference' | 'uri'): string {
  return splitImage(image)[accessor]
}

/** A reference without `:` or `@` is taken as a tag. */
export function writeAccessor(image: string, accessor: 'reference' | 'uri', value: string): string {
  const { uri, reference } = splitImage(image)
  if (accessor === 'uri') return value + reference
  return uri + (/^[:@]/.test(value) || value === '' ? value : `:${value}`)
}
