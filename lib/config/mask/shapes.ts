import type { Span } from '#lib/config/mask/spans.ts'

type Shape = {
  readonly of: string
  /** Every match contains one of these; most texts contain none. */
  readonly hints: readonly string[]
  /** Begins where the character before does not belong to the key, and ends in its only open-ended part: linear. */
  readonly pattern: RegExp
}

/**
 * Keys that providers mark with a prefix of their own, as their documentation and the scanners that follow it publish
 * them. Keys without such a prefix are recognised only by their names.
 * @internal For tests.
 */
export const shapes: readonly Shape[] = [
  shape(
    'AWS key id',
    'AKIA ASIA ABIA ACCA',
    /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  ),
  shape('AWS Bedrock key', 'ABSK', /(?<![\w-])ABSK[A-Za-z0-9+/=]{40,}/g),
  shape('AWS MWS token', 'amzn.mws.', /amzn\.mws\.[0-9a-f-]{36}/g),
  shape('Google API key', 'AIza', /(?<![\w-])AIza[\w-]{30,}/g),
  shape('Google OAuth secret', 'GOCSPX-', /(?<![\w-])GOCSPX-[\w-]{20,}/g),
  shape('Google access token', 'ya29.', /(?<![\w-])ya29\.[\w-]{20,}/g),
  shape('Azure AD client secret', '8Q~', /(?<![\w~.-])[\w~.-]{3}8Q~[\w~.-]{31,34}/g),
  shape('Azure storage key', '+ASt', /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{6}==/g),
  shape('Alibaba key id', 'LTAI', /(?<![A-Za-z0-9])LTAI[A-Za-z0-9]{12,}/g),
  shape('DigitalOcean token', 'dop_v1_ doo_v1_ dor_v1_', /(?<!\w)do[opr]_v1_[0-9a-f]{32,}/g),
  shape('GitHub token', 'ghp_ gho_ ghu_ ghs_ ghr_', /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{20,}/g),
  shape('GitHub fine-grained token', 'github_pat_', /(?<!\w)github_pat_\w{20,}/g),
  shape(
    'GitLab token',
    'glpat- gldt- glrt- glptt- glcbt- glsoat- glft- glimt- glagent- gloas- glffct- GR1348941',
    /(?<![\w-])(?:gl(?:pat|dt|rt|ptt|cbt|soat|ft|imt|agent|oas|ffct)-|GR1348941)[\w-]{16,}/g,
  ),
  shape(
    'Bitbucket token',
    'ATBB ATCTT3 ATATT3',
    /(?<![A-Za-z0-9])(?:ATBB|ATCTT3|ATATT3)[A-Za-z0-9_=-]{20,}/g,
  ),
  shape('Slack token', 'xox', /(?<![\w-])xox[abceoprs]-[\w-]{10,}/g),
  shape('Slack app token', 'xapp-', /(?<![\w-])xapp-[\w-]{10,}/g),
  shape(
    'Stripe key',
    'k_live_ k_test_ whsec_',
    /(?<![A-Za-z0-9])(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9+/=]{16,}/g,
  ),
  shape('Square token', 'EAAA sq0', /(?<![\w-])(?:sq0(?:atp|csp)-[\w-]{20,}|EAAA[\w-]{56,})/g),
  shape('Shopify token', 'shpat_ shpca_ shppa_ shpss_', /(?<!\w)shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32,}/g),
  shape('PayPal token', 'access_token$production$', /access_token\$production\$[0-9a-z$]{16,}/g),
  shape('Twilio key', 'SK', /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/g),
  shape('SendGrid key', 'SG.', /(?<![\w.-])SG\.[\w-]{16,}\.[\w-]{16,}/g),
  shape('Mailgun key', 'key-', /(?<![\w-])key-[0-9a-f]{32}(?![\w-])/g),
  shape('Mailchimp key', '-us', /(?<![\w-])[0-9a-f]{32}-us\d{1,2}(?![\w-])/g),
  shape('Postman key', 'PMAK-', /(?<![\w-])PMAK-[\w-]{24,}/g),
  shape('npm token', 'npm_', /(?<!\w)npm_[A-Za-z0-9]{30,}/g),
  shape('PyPI token', 'pypi-', /(?<![\w-])pypi-[\w-]{32,}/g),
  shape('RubyGems key', 'rubygems_', /(?<!\w)rubygems_[0-9a-f]{32,}/g),
  shape('crates.io token', 'cio', /(?<![A-Za-z0-9])cio[A-Za-z0-9]{32}(?![A-Za-z0-9])/g),
  shape('Docker Hub token', 'dckr_', /(?<!\w)dckr_(?:pat|oat)_[\w-]{20,}/g),
  shape('OpenAI key', 'sk-', /(?<![\w-])sk-(?:proj-|svcacct-|admin-|None-)?[\w-]{20,}/g),
  shape(
    'Groq, xAI, Perplexity, Replicate, Fireworks key',
    'gsk_ xai- pplx- r8_ fw_',
    /(?<![\w-])(?:gsk_|xai-|pplx-|r8_|fw_)[A-Za-z0-9]{20,}/g,
  ),
  shape('Hugging Face token', 'hf_ api_org_', /(?<!\w)(?:hf_|api_org_)[A-Za-z0-9]{30,}/g),
  shape('Datadog token', 'ddapp_ ddog_', /(?<!\w)(?:ddapp_|ddog_)\w{20,}/g),
  shape('New Relic key', 'NRAK- NRJS- NRII- NRAL', /(?<![\w-])NR(?:AK|JS|II|AL)-?[\w-]{16,}/g),
  shape('Grafana token', 'glc_ glsa_', /(?<!\w)gl(?:c|sa)_[\w+/=]{20,}/g),
  shape('Sentry token', 'sntrys_ sntryu_', /(?<!\w)sntry[su]_[\w+/=.-]{20,}/g),
  shape('Dynatrace token', 'dt0', /(?<![A-Za-z0-9])dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}/g),
  shape('Honeycomb, PostHog key', 'hcaik_ phc_ phx_', /(?<!\w)(?:hcaik_|ph[cx]_)[A-Za-z0-9]{20,}/g),
  shape('Vault token', 'hvs. hvb. hvr.', /(?<![\w.-])hv[bsr]\.[\w-]{20,}/g),
  shape('Terraform Cloud token', '.atlasv1.', /(?<![\w.-])[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}/g),
  shape('Pulumi token', 'pul-', /(?<![\w-])pul-[0-9a-f]{32,}/g),
  shape('Doppler token', 'dp.', /(?<![\w.-])dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{20,}/g),
  shape(
    '1Password token',
    'ops_eyJ A3-',
    /(?<![\w-])(?:ops_eyJ[\w+/=-]{40,}|A3-[A-Z0-9]{6}-[A-Z0-9-]{20,})/g,
  ),
  shape('Databricks token', 'dapi', /(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?:-\d)?(?![A-Za-z0-9])/g),
  shape(
    'Snyk, Sonar, Contentful key',
    'squ_ sqp_ sqa_ CFPAT-',
    /(?<![\w-])(?:sq[aup]_[0-9a-f]{40}|CFPAT-[\w-]{20,})/g,
  ),
  shape(
    'Linear, Notion, Airtable, Figma key',
    'lin_ ntn_ secret_ pat figd_',
    /(?<![\w-])(?:lin_(?:api|oauth)_[A-Za-z0-9]{30,}|ntn_[A-Za-z0-9]{30,}|secret_[A-Za-z0-9]{40,}|pat[A-Za-z0-9]{14}\.[0-9a-f]{32,}|figd_[\w-]{30,})/g,
  ),
  shape(
    'Vercel, Netlify, Fly, Render, Railway key',
    'vcp_ vci_ vca_ nfp_ fo1_ fm2_ rnd_',
    /(?<![\w-])(?:vc[aip]_[A-Za-z0-9]{24,}|nfp_[A-Za-z0-9]{30,}|fo1_[\w-]{30,}|fm2_[\w+/=,-]{40,}|rnd_[A-Za-z0-9]{20,})/g,
  ),
  shape('Cloudflare origin key', 'v1.0-', /(?<![\w.-])v1\.0-[0-9a-f]{24}-[0-9a-f]{100,}/g),
  shape(
    'Supabase, PlanetScale, Neon key',
    'sbp_ sb_secret_ pscale_',
    /(?<!\w)(?:sbp_[0-9a-f]{40}|sb_secret_[\w-]{20,}|pscale_(?:tkn|pw|oauth)_[\w.-]{30,})/g,
  ),
  shape('Tailscale key', 'tskey-', /(?<![\w-])tskey-[a-z]+-[\w-]{16,}/g),
  shape('Telegram bot token', ':AA', /(?<![A-Za-z0-9])\d{8,10}:AA[\w-]{32,}/g),
  shape(
    'Atlassian, Artifactory key',
    'AKCp cmVmdG',
    /(?<![A-Za-z0-9])(?:AKCp[A-Za-z0-9]{60,}|cmVmdGtu[A-Za-z0-9]{50,})/g,
  ),
  shape('age key', 'AGE-SECRET-KEY-', /AGE-SECRET-KEY-1[A-Z0-9]{40,}/g),
  shape(
    'Flutterwave, Razorpay, Midtrans key',
    'FLWSECK rzp_',
    /(?<![\w-])(?:FLWSECK(?:_TEST)?-[\w-]{12,}|rzp_(?:live|test)_[A-Za-z0-9]{14,})/g,
  ),
  shape(
    'EasyPost, Duffel, Shippo key',
    'EZAK EZTK duffel_ shippo_',
    /(?<![\w-])(?:EZ[AT]K[A-Za-z0-9]{40,}|duffel_(?:live|test)_[\w-]{30,}|shippo_(?:live|test)_[0-9a-f]{40})/g,
  ),
  shape('JSON web token', 'eyJ', /(?<![\w.-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)*/g),
  shape(
    'password hash',
    '$2 $apr1$ $1$ $5$ $6$ $argon2 {SSHA} {SHA}',
    /\$(?:2[abxy]?|apr1|1|5|6|y|argon2(?:id|i|d))\$[^\s"':,;]{12,}|\{S?SHA\}[A-Za-z0-9+/=]{20,}/g,
  ),
]

function shape(of: string, hints: string, pattern: RegExp): Shape {
  return { of, hints: hints.split(' '), pattern }
}

/** A text without any of the hints is found out in one search, which is most of them. */
const anyHint = new RegExp(
  shapes.flatMap(({ hints }) => hints.map((hint) => hint.replace(/[$+.{}]/g, '\\$&'))).join('|'),
)

export function shapeSpans(text: string): Span[] {
  const found: Span[] = keyBlocks(text)
  if (!anyHint.test(text)) return found
  for (const { hints, pattern } of shapes) {
    if (!hints.some((hint) => text.includes(hint))) continue
    for (const match of text.matchAll(pattern)) {
      found.push({ start: match.index, end: match.index + match[0].length })
    }
  }
  return found
}

const begin = '-----BEGIN '

/** PEM and PGP blocks of private keys, from their first line to their last; to the end of the text without one. */
function keyBlocks(text: string): Span[] {
  const found: Span[] = []
  let at = text.indexOf(begin)
  while (at >= 0) {
    const label = /^[A-Z0-9 ]*/.exec(text.slice(at + begin.length, at + begin.length + 64))?.[0] ?? ''
    if (!label.includes('PRIVATE KEY') && !label.includes('OPENSSH')) {
      at = text.indexOf(begin, at + begin.length)
      continue
    }
    const last = text.indexOf('-----END ', at)
    const closed = last < 0 ? -1 : text.indexOf('-----', last + 9)
    const end = closed < 0 ? text.length : closed + 5
    found.push({ start: at, end })
    at = text.indexOf(begin, end)
  }
  return found
}
