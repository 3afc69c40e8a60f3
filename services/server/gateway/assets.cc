#include "services/server/gateway/assets.h"

#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "storage/common/text.h"
#include "storage/ledger/chain.h"

namespace balcao::server::gateway {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndex = "/index.html";
// Where the build puts files whose names carry a hash of what they hold.
constexpr std::string_view kHashed = "/assets/";

std::string TypeOf(const fs::path& path) {
  static const auto& types = *new std::map<std::string, std::string>{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
  };
  const auto found = types.find(path.extension());
  return found == types.end() ? "application/octet-stream" : found->second;
}

std::string Gzip(const std::string& bytes) {
  constexpr int kGzip = 16 + MAX_WBITS, kMemory = 8;
  z_stream stream = {};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    return "";
  }
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return whole && packed.size() < bytes.size() ? packed : "";
}

}  // namespace

absl::StatusOr<Assets> Assets::Load(const std::string& folder) {
  Assets assets;
  if (folder.empty()) return assets;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    if (!in) {
      return absl::FailedPreconditionError(absl::StrCat("cannot read ", entry.path().string()));
    }
    const std::string name = absl::StrCat("/", fs::relative(entry.path(), folder).string());
    Asset& asset = assets.files_[name];
    asset.bytes = bytes.str();
    asset.gzip = Gzip(asset.bytes);
    asset.type = TypeOf(entry.path());
    asset.etag = absl::StrCat(
        "\"", absl::BytesToHexString(AbslView(storage::Sha256(asset.bytes))).substr(0, 32), "\"");
    asset.immutable = std::string_view(name).starts_with(kHashed);
  }
  if (assets.files_.contains(kIndex)) return assets;
  return absl::FailedPreconditionError(
      absl::StrCat(folder, " holds no index.html: build the web client, or leave --web out"));
}

const Asset* Assets::Find(std::string_view path) const {
  const auto found = files_.find(path);
  if (found != files_.end()) return &found->second;
  // A place in the client has no ending.
  if (path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos) return nullptr;
  const auto index = files_.find(kIndex);
  return index == files_.end() ? nullptr : &index->second;
}

}  // namespace balcao::server::gateway
