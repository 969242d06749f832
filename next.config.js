// @ts-check
import { resolve } from 'node:path'
import { packStatic } from './scripts/pack-static.js'

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: true,
  experimental: {
    // A second build reads what the first one found out; on a clean clone, writing it costs a tenth of the first.
    turbopackFileSystemCacheForBuild: !process.env.CI,
    // Fewer and larger scripts: a browser has six connections over HTTP/1.1, and larger ones are packed better.
    turbopackChunking: {
      requestCost: 600_000,
      minChunkSize: 200_000,
      maxMergeChunkSize: 800_000,
      maxChunkCountPerGroup: 12,
      priorityRoutes: [/^\/units$/],
    },
  },
  compiler: {
    runAfterProductionCompile: ({ projectDir, distDir }) =>
      packStatic(resolve(projectDir, distDir, 'static')),
  },
  // Checked by `npm run check`; doing it again in every build would double the first start.
  typescript: { ignoreBuildErrors: true },
  // It finds the script of its threads beside its own file.
  serverExternalPackages: ['piscina'],
  // Hubdeck shows no photographs; Next's resizer would work for anybody who asks.
  images: { unoptimized: true },
  // A page names its icon, but a browser that reads a slow page asks for this address before it gets there.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
}

export default config
