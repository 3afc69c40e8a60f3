#include "services/common/texts.h"

#include <algorithm>
#include <iterator>

namespace balcao::services {
namespace {

struct Text {
  std::string_view reason;
  std::string_view text;
};

constexpr Text kTexts[] = {
    {"BAD_CREDENTIALS", "O nome de utilizador ou a palavra-passe está errado."},
    {"CASE_DELETED", "O processo já foi retirado."},
    {"CASE_NOT_CLOSED", "Só um processo encerrado pode ser reaberto."},
    {"CASE_NOT_OPEN", "O processo está encerrado ou foi retirado."},
    {"CASE_TYPE_CLOSED", "Este tipo de processo não aceita novos processos nessa data."},
    {"CENTRE_NOT_YOURS", "Não trabalha nesse centro."},
    {"CLAIM_REFUSED", "A casa já tem administrador, ou o código inicial está errado."},
    {"CLOSING", "O servidor está a encerrar. Tente de novo dentro de momentos."},
    {"CONTINUOUS_MEASURE", "A medida é contínua: não pode ser concluída antes do fim do plano."},
    {"DEADLINE_OVER", "O prazo do pedido terminou. Tente de novo."},
    {"DISK_FULL", "O disco do servidor está cheio e nada foi gravado. Avise a administração."},
    {"DUPLICATE_CANDIDATES",
     "Esta pessoa pode já estar registada. Veja primeiro os registos parecidos."},
    {"ERASED", "O registo foi apagado."},
    {"FIELD_REDACTED", "Não pode alterar um campo que a sua função não vê."},
    {"FILTER_NOT_VISIBLE", "Não pode filtrar a lista por um campo que a sua função não vê."},
    {"INTERNAL", "Ocorreu um erro interno. Se se repetir, avise a administração."},
    {"INVALID_FIELDS", "Há campos por preencher ou por corrigir."},
    {"LABEL_TAKEN", "Já existe uma cópia de segurança com esse nome."},
    {"LOGIN_TAKEN", "Esse nome de utilizador já está em uso."},
    {"MONTH_NOT_OVER", "Um mês só pode ser fechado depois de terminar."},
    {"NOT_ANONYMOUS", "Esta pessoa já está identificada."},
    {"NOT_A_KNOWN_PERSON", "O outro registo tem de ser o de uma pessoa identificada."},
    {"NOT_FOUND", "O registo não existe, ou não tem acesso a ele."},
    {"NOT_SIGNED_IN", "Inicie sessão primeiro."},
    {"NOT_YOUR_ACCOUNT", "Só a administração pode alterar a conta de outra pessoa."},
    {"NOT_YOUR_FIGURE", "Este valor não é preenchido pelo seu instituto."},
    {"NOT_YOUR_MEASURE", "O seu instituto não participa nesta medida."},
    {"NO_ROOM", "O servidor não tem espaço para gravar. Avise a administração."},
    {"OVERLOADED", "O servidor está ocupado. Tente de novo dentro de momentos."},
    {"OWN_ACCOUNT", "A sua conta só pode ser desativada por outro administrador."},
    {"PERIOD_CLOSED", "O mês já foi fechado."},
    {"PERIOD_NOT_CLOSED", "A tabela inclui um mês que ainda não foi fechado."},
    {"PERSON_MERGED", "Este registo foi unido ao de outra pessoa. Use o outro registo."},
    {"RATE_LIMITED", "A sua conta está a fazer demasiados pedidos. Aguarde um pouco."},
    {"READ_ONLY", "A sua função permite consultar este registo, mas não alterá-lo."},
    {"RECEIPT_NUMBER_REQUIRED",
     "Registe primeiro o número do comprovativo da entidade que decide."},
    {"REQUEST_ID_REUSED", "O identificador deste pedido já foi usado num pedido diferente."},
    {"ROLE_NOT_ALLOWED", "A sua função não permite esta ação."},
    {"SESSION_NOT_VALID", "A sessão não é válida ou terminou. Inicie sessão de novo."},
    {"SIGN_IN_TOO_OFTEN", "Demasiadas tentativas falhadas. Aguarde antes de tentar de novo."},
    {"STALE_ETAG", "O registo foi alterado entretanto. Leia-o de novo antes de gravar."},
    {"STORE_FAILED",
     "O disco do servidor falhou. Avise a administração: é preciso reiniciar o servidor."},
    {"TICKET_CLOSED", "A senha já terminou."},
    {"TICKET_NOT_WAITING", "A senha já está a ser atendida."},
    {"TOO_MANY_PARTIES", "Um processo tem, no máximo, trinta intervenientes."},
    {"TOO_MANY_STREAMS",
     "A sua conta tem demasiadas páginas abertas a seguir alterações. Feche algumas."},
    {"TRANSITION_NOT_ALLOWED", "Este tipo de processo não permite essa passagem."},
    {"TRY_AGAIN", "De momento não foi possível. Tente de novo."},
};

}  // namespace

std::string_view TextOf(std::string_view reason) {
  const auto* const found = std::find_if(std::begin(kTexts), std::end(kTexts),
                                         [&](const Text& text) { return text.reason == reason; });
  return found == std::end(kTexts) ? std::string_view() : found->text;
}

}  // namespace balcao::services
