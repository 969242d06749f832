import { describe, expect, it } from 'vitest'
import { shapeSpans, shapes } from '#lib/config/mask/shapes.ts'
import { madeUp } from '#lib/config/testing/secret-kinds.ts'

const mixed = madeUp(3)
const any = (length: number) => mixed.repeat(4).slice(0, length)
const hex = (length: number) => '0f1e2d3c4b5a6978'.repeat(10).slice(0, length)
const upper = (length: number) => any(length).toUpperCase()

/** For each shape the keys it is for. */
const examples: Readonly<Record<string, readonly string[]>> = {
  'AWS key id': [`AKIA${upper(16)}`, `ASIA${upper(16)}`],
  'AWS Bedrock key': [`ABSK${any(60)}`],
  'AWS MWS token': ['amzn.mws.0b8e2c54-5c55-4d0f-8f69-6c0a1f0b9d3e'],
  'Google API key': [`AIza${any(35)}`],
  'Google OAuth secret': [`GOCSPX-${any(28)}`],
  'Google access token': [`ya29.${any(60)}`],
  'Azure AD client secret': [`ab~8Q~${any(34)}`],
  'Azure storage key': [`${any(76)}+ASt${any(6)}==`],
  'Alibaba key id': [`LTAI${any(20)}`],
  'DigitalOcean token': [`dop_v1_${hex(64)}`, `doo_v1_${hex(64)}`],
  'GitHub token': [`ghp_${any(36)}`, `gho_${any(36)}`, `ghs_${any(36)}`],
  'GitHub fine-grained token': [`github_pat_${any(22)}_${any(59)}`],
  'GitLab token': [`glpat-${any(20)}`, `glrt-${any(20)}`, `GR1348941${any(20)}`],
  'Bitbucket token': [`ATBB${any(32)}`, `ATATT3${any(60)}`],
  'Slack token': [`xoxb-123456789012-${any(24)}`, `xoxp-1-2-${any(20)}`],
  'Slack app token': [`xapp-1-A01-${any(40)}`],
  'Stripe key': [`sk_live_${any(24)}`, `rk_test_${any(24)}`, `whsec_${any(32)}`],
  'Square token': [`sq0atp-${any(22)}`, `EAAA${any(60)}`],
  'Shopify token': [`shpat_${hex(32)}`],
  'PayPal token': [`access_token$production$${hex(16)}$${hex(32)}`],
  'Twilio key': [`SK${hex(32)}`],
  'SendGrid key': [`SG.${any(22)}.${any(43)}`],
  'Mailgun key': [`key-${hex(32)}`],
  'Mailchimp key': [`${hex(32)}-us12`],
  'Postman key': [`PMAK-${hex(24)}-${hex(34)}`],
  'npm token': [`npm_${any(36)}`],
  'PyPI token': [`pypi-AgEIcHlwaS5vcmc${any(60)}`],
  'RubyGems key': [`rubygems_${hex(48)}`],
  'crates.io token': [`cio${any(32)}`],
  'Docker Hub token': [`dckr_pat_${any(27)}`],
  'OpenAI key': [`sk-proj-${any(48)}`, `sk-ant-api03-${any(90)}`, `sk-${any(48)}`],
  'Groq, xAI, Perplexity, Replicate, Fireworks key': [`gsk_${any(52)}`, `xai-${any(80)}`, `r8_${any(37)}`],
  'Hugging Face token': [`hf_${any(34)}`],
  'Datadog token': [`ddapp_${any(34)}`],
  'New Relic key': [`NRAK-${upper(27)}`],
  'Grafana token': [`glsa_${any(32)}_${hex(8)}`, `glc_${any(60)}`],
  'Sentry token': [`sntrys_${any(80)}`],
  'Dynatrace token': [`dt0c01.${upper(24)}.${upper(64)}`],
  'Honeycomb, PostHog key': [`hcaik_${any(58)}`, `phc_${any(43)}`],
  'Vault token': [`hvs.${any(90)}`],
  'Terraform Cloud token': [`${any(14)}.atlasv1.${any(67)}`],
  'Pulumi token': [`pul-${hex(40)}`],
  'Doppler token': [`dp.pt.${any(43)}`],
  '1Password token': [`ops_eyJ${any(80)}`, `A3-${upper(6)}-${upper(6)}-${upper(20)}`],
  'Databricks token': [`dapi${hex(32)}`],
  'Snyk, Sonar, Contentful key': [`squ_${hex(40)}`, `CFPAT-${any(43)}`],
  'Linear, Notion, Airtable, Figma key': [`lin_api_${any(40)}`, `ntn_${any(46)}`, `pat${any(14)}.${hex(64)}`],
  'Vercel, Netlify, Fly, Render, Railway key': [`vcp_${any(32)}`, `nfp_${any(36)}`, `rnd_${any(32)}`],
  'Cloudflare origin key': [`v1.0-${hex(24)}-${hex(146)}`],
  'Supabase, PlanetScale, Neon key': [`sbp_${hex(40)}`, `pscale_tkn_${any(43)}`],
  'Tailscale key': [`tskey-auth-${any(40)}`],
  'Telegram bot token': [`123456789:AA${any(33)}`],
  'Atlassian, Artifactory key': [`AKCp${any(69)}`],
  'age key': [`AGE-SECRET-KEY-1${upper(58)}`],
  'Flutterwave, Razorpay, Midtrans key': [`FLWSECK-${any(32)}-X`, `rzp_live_${any(14)}`],
  'EasyPost, Duffel, Shippo key': [`EZAK${any(54)}`, `duffel_live_${any(43)}`],
  'JSON web token': [`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${any(43)}`],
  'password hash': [`$2b$10$${any(53)}`, `$argon2id$v=19$m=65536$${any(22)}`, `$apr1$abcdefgh$${any(22)}`],
}

describe('shapes', () => {
  it('all have examples', () => {
    expect(Object.keys(examples).sort()).toEqual(shapes.map(({ of }) => of).sort())
  })

  it.each(Object.entries(examples).flatMap(([of, keys]) => keys.map((key) => [of, key] as const)))(
    '%s: %s is found in any text',
    (_, key) => {
      for (const [before, after] of [
        ['', ''],
        ['key is ', ' now'],
        ['"', '"'],
        ['a=', '\n'],
        ['(', ')'],
      ]) {
        const text = `${before}${key}${after}`
        const found = shapeSpans(text).map(({ start, end }) => text.slice(start, end))

        expect(found.some((each) => each.startsWith(key.slice(0, 12)) && each.length >= key.length - 2)).toBe(
          true,
        )
      }
    },
  )

  it('match private keys from first line to last, and leave certificates alone', () => {
    const block = (label: string) => `-----BEGIN ${label}-----\n${mixed}\n-----END ${label}-----`
    const text = `a\n${block('CERTIFICATE')}\nb\n${block('EC PRIVATE KEY')}\nc\n${block('PUBLIC KEY')}\n`

    expect(shapeSpans(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      block('EC PRIVATE KEY'),
    ])
  })

  it('match a private key without an end', () => {
    const text = `-----BEGIN OPENSSH PRIVATE KEY-----\n${mixed}`

    expect(shapeSpans(text)).toEqual([{ start: 0, end: text.length }])
  })

  it.each([
    'sk-learn',
    'AKIA',
    'eyJhbGci',
    'npm_config_registry',
    'xoxb-',
    'hf_hub',
    'ghp_',
    'pat',
    'v1.0-rc1',
    '$2b',
    'SG.1',
  ])('leave %s', (text) => {
    expect(shapeSpans(text)).toEqual([])
  })
})
