// TLS for tests: a certificate of the moment, and a connection over it.
#pragma once

#include <openssl/ssl.h>

#include <string>

#include "tests/support/http_client.h"

namespace balcao::testing {

struct Certificate {
  std::string certificate;  // PEM, for 127.0.0.1, which signed itself
  std::string key;
};
Certificate MakeCertificate();

class TlsConnection final : public HttpConnection {
 public:
  // Speaks these versions alone (TLS1_2_VERSION), and believes `trusted` alone.
  TlsConnection(int port, const Certificate& trusted, int oldest = TLS1_2_VERSION,
                int newest = TLS1_3_VERSION);
  ~TlsConnection() override;

  // Whether both sides agreed; nothing else works where they did not.
  bool is_open() const { return open_; }
  int version() const { return SSL_version(ssl_); }
  // Asks for a second handshake in the middle (TLS 1.2); false when it is refused.
  bool Renegotiate();

  void Write(const std::string& bytes) override;

 private:
  bool Fill() override;

  SSL_CTX* const context_;
  SSL* const ssl_;
  bool open_ = false;
};

}  // namespace balcao::testing
