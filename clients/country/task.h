// Coroutines for the driver: what one desk or one line does, step by step, while
// a single thread serves many of them.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace balcao::country {

// A piece of work that gives a T. It begins when it is awaited, or by Start(),
// and is destroyed with its Task.
template <typename T>
class [[nodiscard]] Task {
 public:
  struct promise_type {
    Task get_return_object() {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept { return Resumption(); }
    void return_value(T value) { result = std::move(value); }
    // The project throws nothing.
    void unhandled_exception() { std::terminate(); }

    std::optional<T> result;
    std::coroutine_handle<> awaiting;
  };

  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Task() {
    if (handle_) handle_.destroy();
  }

  // Runs it up to its first wait.
  void Start() { handle_.resume(); }
  bool done() const { return handle_.done(); }
  const T& result() const { return *handle_.promise().result; }

  bool await_ready() const { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) {
    handle_.promise().awaiting = awaiting;
    return handle_;
  }
  T await_resume() { return *std::move(handle_.promise().result); }

 private:
  // Goes on with whoever awaits the end.
  struct Resumption {
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(
        std::coroutine_handle<promise_type> finished) const noexcept {
      const std::coroutine_handle<> awaiting = finished.promise().awaiting;
      return awaiting ? awaiting : std::noop_coroutine();
    }
    void await_resume() const noexcept {}
  };

  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}

  std::coroutine_handle<promise_type> handle_;
};

}  // namespace balcao::country
