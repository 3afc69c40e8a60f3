#include "storage/vault/cipher.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "storage/vault/blind.h"
#include "storage/vault/nonces.h"

namespace balcao::storage::vault {
namespace {

Key KeyFromHex(const std::string& hex) { return *Key::From(absl::HexStringToBytes(hex)); }

// McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16, which
// is what other programs that read our backups will have.
TEST(CipherTest, OpensThePublishedTestVector) {
  const Key key = KeyFromHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
  const std::string sealed = absl::HexStringToBytes(
      "cafebabefacedbaddecaf888"
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
      "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
      "76fc6ece0f4e1768cddf8853bb2d551b");
  const std::string plain = absl::HexStringToBytes(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  const std::string place = absl::HexStringToBytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  EXPECT_EQ(UnsealWith(key, sealed, place).value(), plain);
}

TEST(CipherTest, AKeyHasExactly32Bytes) {
  EXPECT_FALSE(Key::From(std::string(31, 'k')).ok());
  EXPECT_FALSE(Key::From(std::string(33, 'k')).ok());
  EXPECT_TRUE(Key::From(std::string(32, 'k')).ok());
}

// GCM falls when a nonce comes twice; a child starts with a copy of the nonces
// its parent has drawn.
TEST(NoncesTest, AChildProcessDrawsOthersThanItsParent) {
  unsigned char nonce[kNonceBytes];
  ASSERT_TRUE(TakeNonce(nonce));
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const bool sent = TakeNonce(nonce) && write(ends[1], nonce, kNonceBytes) == kNonceBytes;
    _exit(sent ? 0 : 1);
  }
  unsigned char theirs[kNonceBytes];
  ASSERT_EQ(read(ends[0], theirs, kNonceBytes), static_cast<ssize_t>(kNonceBytes));
  ASSERT_TRUE(TakeNonce(nonce));
  EXPECT_NE(std::string(theirs, theirs + kNonceBytes), std::string(nonce, nonce + kNonceBytes));
  waitpid(child, nullptr, 0);
  close(ends[0]);
  close(ends[1]);
}

TEST(BlindTest, IsTheFirstEightBytesOfHmacSha256) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const Key key = MakeKey().value();
  const auto blind = BlindKey::Make(key).value();
  for (size_t length = 0; length < 300; ++length) {
    std::string value(length, '\0');
    for (char& byte : value) byte = static_cast<char>(random());
    unsigned char expected[EVP_MAX_MD_SIZE];
    HMAC(EVP_sha256(), key.bytes.data(), kKeyBytes,
         reinterpret_cast<const unsigned char*>(value.data()), value.size(), expected, nullptr);
    uint64_t first = 0;
    for (int i = 0; i < 8; ++i) first = first << 8 | expected[i];
    ASSERT_EQ(blind->Blind(value), first) << length;
  }
}

}  // namespace
}  // namespace balcao::storage::vault
