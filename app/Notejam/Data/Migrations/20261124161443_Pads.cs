using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Notejam.Data.Migrations
{
    /// <inheritdoc />
    public partial class Pads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "session_stamp",
                table: "users",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "pad_id",
                table: "notes",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "pads",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pads", x => x.id);
                    table.UniqueConstraint("pads_user_id_id_key", x => new { x.user_id, x.id });
                    table.ForeignKey(
                        name: "pads_user_id_fkey",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "password_resets",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_password_resets", x => x.user_id);
                    table.ForeignKey(
                        name: "password_resets_user_id_fkey",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "notes_user_id_pad_id_idx",
                table: "notes",
                columns: new[] { "user_id", "pad_id" });

            migrationBuilder.CreateIndex(
                name: "password_resets_token_hash_key",
                table: "password_resets",
                column: "token_hash",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "notes_user_id_pad_id_fkey",
                table: "notes",
                columns: new[] { "user_id", "pad_id" },
                principalTable: "pads",
                principalColumns: new[] { "user_id", "id" },
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "notes_user_id_pad_id_fkey",
                table: "notes");

            migrationBuilder.DropTable(
                name: "pads");

            migrationBuilder.DropTable(
                name: "password_resets");

            migrationBuilder.DropIndex(
                name: "notes_user_id_pad_id_idx",
                table: "notes");

            migrationBuilder.DropColumn(
                name: "session_stamp",
                table: "users");

            migrationBuilder.DropColumn(
                name: "pad_id",
                table: "notes");
        }
    }
}
