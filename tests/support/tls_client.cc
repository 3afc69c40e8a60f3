#include "tests/support/tls_client.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <cstdlib>

namespace balcao::testing {
namespace {

constexpr int kPatienceSeconds = 2;
constexpr long kDay = 24 * 60 * 60;

template <class Write>
std::string TextOf(const Write& write) {
  BIO* const memory = BIO_new(BIO_s_mem());
  if (write(memory) != 1) abort();
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory, &bytes);
  std::string text(bytes, static_cast<size_t>(size));
  BIO_free(memory);
  return text;
}

}  // namespace

Certificate MakeCertificate() {
  EVP_PKEY* const key = EVP_EC_gen("P-256");
  X509* const x509 = X509_new();
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(x509), kDay);
  X509_set_pubkey(x509, key);
  X509_NAME* const name = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
  X509_set_issuer_name(x509, name);
  X509_EXTENSION* const names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(x509, names, -1);
  if (X509_sign(x509, key, EVP_sha256()) == 0) abort();
  Certificate made;
  made.certificate = TextOf([&](BIO* out) { return PEM_write_bio_X509(out, x509); });
  made.key = TextOf([&](BIO* out) {
    return PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  });
  X509_EXTENSION_free(names);
  X509_free(x509);
  EVP_PKEY_free(key);
  return made;
}

TlsConnection::TlsConnection(int port, const Certificate& trusted, int oldest, int newest)
    : HttpConnection(port), context_(SSL_CTX_new(TLS_client_method())), ssl_(SSL_new(context_)) {
  // So old that a server of today must be the one that refuses.
  SSL_set_security_level(ssl_, 0);
  SSL_set_min_proto_version(ssl_, oldest);
  SSL_set_max_proto_version(ssl_, newest);
  BIO* const text = BIO_new_mem_buf(trusted.certificate.data(), -1);
  X509* const x509 = PEM_read_bio_X509(text, nullptr, nullptr, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), x509);
  X509_free(x509);
  BIO_free(text);
  SSL_set_verify(ssl_, SSL_VERIFY_PEER, nullptr);
  X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_), "127.0.0.1");
  const timeval patience = {kPatienceSeconds, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  SSL_set_fd(ssl_, socket_);
  open_ = SSL_connect(ssl_) == 1;
}

TlsConnection::~TlsConnection() {
  SSL_free(ssl_);
  SSL_CTX_free(context_);
}

void TlsConnection::Write(const std::string& bytes) {
  if (open_) SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
}

bool TlsConnection::Fill() {
  char bytes[4096];
  const int size = open_ ? SSL_read(ssl_, bytes, sizeof(bytes)) : 0;
  if (size <= 0) return false;
  received_.append(bytes, static_cast<size_t>(size));
  return true;
}

bool TlsConnection::Renegotiate() {
  return SSL_renegotiate(ssl_) == 1 && SSL_do_handshake(ssl_) == 1 &&
         SSL_renegotiate_pending(ssl_) == 0;
}

}  // namespace balcao::testing
