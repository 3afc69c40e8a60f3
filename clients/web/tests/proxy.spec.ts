// What only a proxy before the server can show; deploy/checks/nginx runs it.
import { expect, test } from '@playwright/test'
import { connect, type IncomingHttpHeaders } from 'node:http2'
import { signIn } from './steps'

const { BALCAO_WEB_URL: PROXY = '', BALCAO_PLAIN_URL: PLAIN = '' } = process.env

// One request over HTTP/2.
function headersOf(headers: Record<string, string>): Promise<IncomingHttpHeaders & { ':status'?: number }> {
  return new Promise((resolve, reject) => {
    const session = connect(PROXY, { rejectUnauthorized: false, ALPNProtocols: ['h2'] })
    session.on('error', reject)
    const request = session.request(headers)
    request.on('response', (got) => {
      resolve(got)
      session.close()
    })
    request.on('error', reject)
    request.end()
  })
}

test('pages come by HTTP/2, packed, with the headers of the server said once', async () => {
  const got = await headersOf({ ':path': '/', 'accept-encoding': 'gzip' })
  expect(got[':status']).toBe(200)
  expect(got['content-encoding']).toBe('gzip')
  expect(got['strict-transport-security']).toBe('max-age=31536000')
  expect(got['content-security-policy']).toMatch(/^default-src 'none'; [^,]*$/)
})

test('who comes without TLS is sent to it', async ({ request }) => {
  const got = await request.get(`${PLAIN}/desk`, { maxRedirects: 0 })
  expect(got.status()).toBe(301)
  expect(got.headers().location).toBe('https://127.0.0.1/desk')
})

test('the session is for TLS alone, and another site may still call nothing', async ({ page, context }) => {
  await signIn(page, 'desk.cnaim-lis')
  await expect(page.getByRole('heading', { name: 'Atendimento', level: 1 })).toBeVisible()
  const [cookie] = await context.cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', secure: true })
  const call = { ':method': 'POST', ':path': '/rpc/balcao.v1.Access/GetSession', 'content-type': 'application/grpc-web+proto' }
  expect((await headersOf({ ...call, origin: 'https://other.example' }))[':status']).toBe(403)
  expect((await headersOf({ ...call, 'sec-fetch-site': 'cross-site' }))[':status']).toBe(403)
  // From our own pages it is read, and found to be no frame.
  expect((await headersOf({ ...call, origin: PROXY, 'sec-fetch-site': 'same-origin' }))[':status']).toBe(400)
})

test('what is larger than a request may be is refused at the proxy', async ({ request }) => {
  const got = await request.post(`${PROXY}/rpc/balcao.v1.Access/Echo`, {
    headers: { 'content-type': 'application/grpc-web+proto' },
    data: Buffer.alloc(1_100_000),
  })
  expect(got.status()).toBe(413)
})
