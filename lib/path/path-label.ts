const container = /(?:^|\.)(?:initContainers|containers)\.\?name=([^.]+)(?:\.(.+))?$/
const variable = /^env\.\?name=([^.]+)(?:\.value)?$/

/**
 * A path as people say it: `trade-service image`, `trade-service env LOG_LEVEL`; other paths as they are. For
 * showing only: it does not lead back to the place.
 */
export function pathLabel(path: string): string {
  const [, name = '', rest = ''] = container.exec(path) ?? []
  if (name === '') return path
  if (rest === '') return `container ${name}`
  const [, env] = variable.exec(rest) ?? []
  return env === undefined ? `${name} ${rest}` : `${name} env ${env}`
}
