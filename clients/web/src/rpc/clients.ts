// The services, spoken to over gRPC-Web at our own origin. The session is a cookie that the
// browser sends by itself and no script can read.
import { createClient, type Interceptor } from '@connectrpc/connect'
import { createGrpcWebTransport } from '@connectrpc/connect-web'
import { Access } from '@gen/access_pb'
import { isSignedOut, problemOf } from './problem'
import { watchReach } from './reach'

let onSignedOut: () => void = () => {}

// Calls `act` whenever a call is refused since nobody is signed in any more.
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

const noticeSignedOut: Interceptor = (next) => async (request) => {
  try {
    return await next(request)
  } catch (error) {
    // Who asks whether somebody is signed in knows what to make of the answer.
    if (request.service !== Access && isSignedOut(problemOf(error))) onSignedOut()
    throw error
  }
}

// The first page asks who is signed in, and no more: the other services are in services.ts, since to
// read what the contract says of them takes a while.
export const transport = createGrpcWebTransport({
  baseUrl: '/rpc',
  defaultTimeoutMs: 15_000,
  interceptors: [noticeSignedOut, watchReach],
})

export const access = createClient(Access, transport)
