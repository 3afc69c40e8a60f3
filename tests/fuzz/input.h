// Takes an input apart, and puts a seed together. Past its end an input gives zeros and
// empty pieces, so that every input means something.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace balcao::fuzz {

class Input {
 public:
  Input(const uint8_t* data, size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  bool empty() const { return rest_.empty(); }
  uint8_t Byte() {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }
  // Little-endian.
  uint64_t Number(int bytes) {
    uint64_t number = 0;
    for (int i = 0; i < bytes; ++i) number |= uint64_t{Byte()} << (8 * i);
    return number;
  }
  // 0 to `end` - 1; `end` is not 0.
  size_t Below(size_t end) { return static_cast<size_t>(Number(end > 256 ? 3 : 1)) % end; }
  // Two bytes of length, and so many bytes.
  std::string Piece() { return Take(static_cast<size_t>(Number(2))); }
  std::string Take(size_t size) {
    std::string piece(rest_.substr(0, size));
    rest_.remove_prefix(piece.size());
    return piece;
  }
  std::string Rest() { return Take(rest_.size()); }

 private:
  std::string_view rest_;
};

// Gives the input to the one of the checks that its first byte names.
inline void Pick(Input input, std::initializer_list<void (*)(Input&)> checks) {
  checks.begin()[input.Byte() % checks.size()](input);
}

// What Input::Piece() gives back.
inline std::string AsPiece(std::string_view bytes) {
  std::string piece;
  piece.push_back(static_cast<char>(bytes.size() & 0xff));
  piece.push_back(static_cast<char>(bytes.size() >> 8));
  return piece.append(bytes);
}

// Bytes that were written right and then altered: each edit of the input says where, how
// many bytes go (255: all that follow), and what comes in their place.
inline std::string Edited(std::string bytes, Input& input) {
  constexpr size_t kAll = 255;
  while (!input.empty()) {
    const size_t at = input.Below(bytes.size() + 1);
    const size_t gone = input.Byte();
    bytes.replace(at, gone == kAll ? std::string::npos : gone, input.Take(input.Byte()));
  }
  return bytes;
}

}  // namespace balcao::fuzz
