#include "storage/vault/derive.h"

#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>

#include "absl/strings/str_cat.h"

namespace balcao::storage::vault {
namespace {

struct FreeKdf {
  void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
  void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

// OpenSSL takes what it only reads as if it wrote there.
OSSL_PARAM Octets(const char* name, std::string_view bytes) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(bytes.data()), bytes.size());
}

}  // namespace

absl::StatusOr<Key> DeriveKey(const Key& master, const std::string& vault_id, Purpose purpose) {
  const std::string info = absl::StrCat("balcao.vault.purpose|", static_cast<int>(purpose));
  char digest[] = "SHA256";
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
                               Octets(OSSL_KDF_PARAM_KEY, master.view()),
                               Octets(OSSL_KDF_PARAM_SALT, vault_id),
                               Octets(OSSL_KDF_PARAM_INFO, info), OSSL_PARAM_construct_end()};
  const std::unique_ptr<EVP_KDF, FreeKdf> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  const std::unique_ptr<EVP_KDF_CTX, FreeKdf> context(EVP_KDF_CTX_new(kdf.get()));
  Key key;
  if (context == nullptr ||
      EVP_KDF_derive(context.get(), key.bytes.data(), key.bytes.size(), params) != 1) {
    return absl::InternalError("OpenSSL derives no key");
  }
  return key;
}

}  // namespace balcao::storage::vault
